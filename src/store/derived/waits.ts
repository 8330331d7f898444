import { joinIds, resolved } from './encounters.js';
import { type FeedTables, machines } from './feed-tables.js';
import { idHash } from './names.js';
import { addPatients } from './strata.js';

/**
 * Table `appointment_wait`: the appointments of the period that were not called off, with the time from booking to start.
 * An appointment has a row for each practitioner in the store and one here: its cluster is the smallest id of them. One
 * booked after its start says nothing of a wait. Expects strata, and adds those of patients who have but an appointment.
 */
export async function createWaits(context: FeedTables): Promise<void> {
  const { engine, identity, clock, declared, inPeriod } = context;
  await identity.resolve('current_appointment', ['user_id', 'patient_id']);
  await engine.run(`CREATE OR REPLACE TEMP TABLE kept_appointment AS
    SELECT a.appointment_id, a.server, ${resolved('a', 'user_id')} AS user_id, ${resolved('a', 'patient_id')} AS patient_id, a.booked, a.started
    FROM (SELECT * FROM current_appointment WHERE booked IS NOT NULL AND ${declared('started')}
        AND coalesce(status, '') NOT IN ('cancelled', 'noshow', 'entered-in-error')) a
      ${joinIds('a', ['user_id', 'patient_id'])} WHERE ${inPeriod(clock.day('a.started'))}`);
  const accounts = await machines(context, 'SELECT user_id FROM kept_appointment');
  await engine.run(`CREATE OR REPLACE TEMP TABLE appointment_wait AS
    SELECT appointment_id, ${idHash('patient_id')} AS p, cluster_id, started, epoch_us(started) - epoch_us(booked) AS wait_us
    FROM (SELECT appointment_id, coalesce(min(user_id) FILTER ((user_id IN ${accounts}) IS NOT true), '') AS cluster_id,
        min(patient_id) AS patient_id, min(booked) AS booked, min(started) AS started
      FROM kept_appointment GROUP BY appointment_id, server)
    WHERE booked <= started`);
  await addPatients(engine, 'SELECT patient_id FROM kept_appointment');
}
