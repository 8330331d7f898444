import { parseHTML } from 'linkedom';
import { showcase } from '../../practice/ehr/index.js';
import { idOf } from '../../practice/ehr/oauth/launches.js';
import { launched } from '../support/app.js';
import { otherClient, publicClient } from '../support/clients.js';
import type { Practice } from '../support/practice.js';

export function chartScreen(practice: Practice): void {
  async function open(url: string) {
    const response = await fetch(url);
    const { document } = parseHTML(await response.text());
    return { response, document };
  }

  describe('the chart screen', () => {
    it('lists patients, the one to show first at the top, and people to be', async () => {
      const { document } = await open(`${practice.ehr.origin}/`);
      expect(document.querySelector('tbody button')?.getAttribute('value')).toBe(
        idOf(practice.shown.patient),
      );
      expect(document.querySelectorAll('tbody tr').length).toBe(24);
      expect(document.querySelector('select[name=user] option[selected]')?.getAttribute('value')).toBe(
        idOf(practice.shown.user),
      );
      expect(document.querySelector('option[value=inf-1]')).toBeTruthy();
    });

    it('a choice in the list opens the chart', async () => {
      const patient = idOf(practice.shown.patient);
      const { response, document } = await open(
        `${practice.ehr.origin}/chart?user=2&client=${otherClient.clientId}&patient=${patient}`,
      );
      expect(response.url).toBe(
        practice.ehr
          .chartUrl(patient, {
            encounter: practice.shown.encounter,
            user: '2',
            clientId: otherClient.clientId,
          })
          .replace(/\?.*/, `?user=2&client=other-app&encounter=${idOf(practice.shown.encounter)}`),
      );
      expect(document.querySelector('iframe')?.getAttribute('title')).toBe('Other app');
    });

    it('has the app in a frame and in a tab, each with a launch of its own that works', async () => {
      const { ehr, shown } = practice;
      const { document, response } = await open(ehr.chartUrl(shown.patient, shown));
      const framed = new URL(document.querySelector('iframe')!.getAttribute('src')!);
      const apart = new URL(document.querySelector('a[target=_blank]')!.getAttribute('href')!);
      expect(framed.href.startsWith(publicClient.launchUrl)).toBe(true);
      expect(framed.searchParams.get('iss')).toBe(ehr.iss);
      const handles = [framed, apart].map((url) => url.searchParams.get('launch')!);
      expect(handles[0]).not.toBe(handles[1]);
      const banners = await Promise.all(
        handles.map(async (handle) => {
          const tokens = await launched(ehr, {
            context: shown,
            change: (params) => params.set('launch', handle),
          });
          expect(tokens).toMatchObject({ patient: idOf(shown.patient), encounter: idOf(shown.encounter) });
          return tokens.need_patient_banner;
        }),
      );
      expect(banners).toEqual([false, true]);
      const policy = response.headers.get('content-security-policy')!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-src 'self' http://127.0.0.1:5999;");
      expect(document.querySelector('script, [style], [onclick]')).toBeNull();
    });

    it('says whose chart it is, and opens a second one', async () => {
      const { ehr, shown } = practice;
      const { document } = await open(ehr.chartUrl(shown.patient));
      const banner = document.querySelector('.banner')!;
      expect(banner.querySelector('strong')?.textContent).toMatch(/^\w+ \w+$/);
      expect(banner.textContent).toMatch(/born \d{4}-\d\d-\d\d.*MRN M\d+/s);
      const form = banner.querySelector('form[target=_blank]')!;
      expect(form.getAttribute('action')).not.toBe(`/chart/${idOf(shown.patient)}`);
      const second = await open(new URL(form.getAttribute('action')!, ehr.origin).href);
      expect(second.document.querySelector('iframe')).toBeTruthy();
    });

    it('knows no patient of another name', async () => {
      expect((await open(practice.ehr.chartUrl('nobody<script>'))).response.status).toBe(404);
    });
  });

  it('the chart to show first is the same each time, and has something of everything', () => {
    expect(showcase(practice.clinicDir)).toEqual(practice.shown);
    expect(practice.shown.has).toEqual(
      expect.arrayContaining([
        'an alert accepted',
        'an alert overridden',
        'an alert unanswered',
        'clicks from telemetry',
        'a hazard mitigated',
      ]),
    );
  });
}
