import { type FastJob, importFast } from './import-file.js';

/** The child process of fast.ts: one job, one answer. Ends with its parent. */
process.on('disconnect', () => process.exit(1));
process.once('message', (job: FastJob) => {
  importFast(job).then(
    (outcome) => process.send!({ outcome }, () => process.exit(0)),
    (error: unknown) => process.send!({ error: String(error) }, () => process.exit(0)),
  );
});
