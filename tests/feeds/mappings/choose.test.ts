import { chooseMapping } from '../../../src/feeds/delimited/choose.js';
import { shippedMappings } from '../../../src/feeds/delimited/known.js';
import type { Mapping } from '../../../src/feeds/delimited/mapping.js';
import { TABLES } from '../../../src/store/tables.js';

const shipped = shippedMappings();

function chosen(name: string, header: string, given: Mapping | null = null): string {
  const delimiter = header.includes('\t') ? '\t' : header.includes('|') ? '|' : ',';
  const choice = chooseMapping({ name, header: header.split(delimiter), delimiter }, { given, shipped });
  return 'why' in choice ? choice.why : choice.mapping.feed;
}

const ALERT =
  'alert_id,shown,seen,user_id,patient_id,encounter_ref,alert_key,hook_instance,indicator,interruptive,order_ref';

test.each([
  ['alert.csv', ALERT, 'alert'],
  ['in/alert.csv.gz', ALERT, 'alert'],
  ['alert.TSV', ALERT.replaceAll(',', '\t'), 'alert'],
  ['alert.psv', ALERT.replaceAll(',', '|'), 'alert'],
  ['alert', ALERT, 'alert'],
  ['alert.csv', 'alert_id,shown', 'alert'],
  ['alert.csv', 'alert_id,shown,appropriate,reviewed', 'alert'],
  ['override_review.csv', ALERT, 'override_review'],
  ['alert_answer.csv', 'alert_id,response', 'alert_answer'],
  ['ui_interval.csv', 'interval_id,started', 'ui_interval'],
])('%s with the header %s is %s', (name, header, table) => {
  expect(chosen(name, header)).toBe(table);
});

test.each([
  ['march.csv', ALERT, 'alert'],
  ['alert-2026-03.csv', ALERT, 'alert'],
  ['-', ALERT, 'alert'],
  ['resource.csv', ALERT, 'alert'],
  ['march.csv', 'alert_id,responded,response,reason', 'alert_answer'],
  ['march.csv', 'alert_id,appropriate,reviewed', 'override_review'],
  ['march.csv', 'encounter_id,user_id,role,position', 'participation'],
  ['march.csv', 'encounter_id,patient_id,status,class', 'encounter'],
  ['march.csv', 'user_id,started,ended', 'shift'],
  ['march.csv', 'patient_id,user_id,started,ended', 'care_team'],
])('%s, named after no table, with the header %s is %s', (name, header, table) => {
  expect(chosen(name, header)).toBe(table);
});

test.each([...TABLES.values()].filter(({ name }) => name !== 'resource'))(
  '$name: all its columns are enough without a name',
  (table) => {
    expect(chosen('export.csv', Object.keys(table.columns).join(','))).toBe(table.name);
  },
);

test.each([
  ['alert.csv', 'alert_id,seen', '"shown"'],
  ['alert.csv.gz', 'alert_id,responded,response', '"shown"'],
  ['ui_interval.csv', 'scope,clicks', '"interval_id", "started"'],
  ['encounter.csv', 'Patient,Start', '"encounter_id"'],
])('%s with the header %s is told that it lacks %s', (name, header, column) => {
  expect(chosen(name, header)).toContain(`its header lacks ${column}`);
});

test.each([
  [
    'epic-access-log',
    'ACCESS_TIME\tPROCESS_ID\tMETRIC_ID\tMETRIC_NAME\tUSER_ID\tWORKSTATION_ID\tPAT_ID\tCSN',
  ],
  ['epic-access-log', 'ACCESS_INSTANT|PROCESS_ID|METRIC_ID|METRIC_NAME|USER_ID|WORKSTATION_ID|PAT_ID|CSN'],
  [
    'fairwarning',
    'Timestamp,Event ID,User ID,User Name,Patient ID,Patient Name,Event Type,Event Description,Workstation',
  ],
  [
    'openemr-log',
    'id,date,event,category,user,groupname,comments,user_notes,patient_id,success,checksum,crt_user,log_from',
  ],
  ['openemr-clinical-rules-log', 'id,date,pid,uid,category,value,new_value,facility_id'],
])('%s is recognised by its header, even in a file named after a table', (feed, header) => {
  expect(chosen('march.txt', header)).toBe(feed);
  expect(chosen('alert.csv', header)).toBe(feed);
});

test('the person’s mapping comes first where it fits, and its misfit is told where nothing fits', () => {
  const given: Mapping = {
    feed: 'own',
    delimiter: [',', '|'],
    header: ['alert_id', 'CSN'],
    rows: [{ table: 'alert', columns: { alert_id: 'alert_id' } }],
  };
  expect(chosen('alert.csv', `${ALERT},CSN`, given)).toBe('own');
  expect(chosen('alert.csv', ALERT, given)).toBe('alert');
  expect(chosen('x.csv', 'A,B', given)).toContain('--mapping looks for "alert_id", "CSN"');
  expect(chosen('x.tsv', 'B\tCSN\talert_ids', { ...given, header: ['CSN'] })).toContain(
    'the delimiter "\\t"',
  );
});
