import { Fault } from '../../fault.js';
import { type RefreshJob, refreshFigures } from './refresh.js';

/** The child process of figures.ts: one job, one answer. Ends with its parent. */
process.on('disconnect', () => process.exit(1));
process.once('message', (job: RefreshJob) => {
  refreshFigures(job).then(
    () => process.send!({}, () => process.exit(0)),
    (error: unknown) =>
      process.send!(
        { code: error instanceof Fault ? error.code : 'internal', error: String((error as Error).message) },
        () => process.exit(0),
      ),
  );
});
