import type { Request, Response, Router } from 'express';
import type { LaunchSession } from '../../../smart-launch/index.js';
import { ChartProblem } from './chart-problem.js';
import { MOST_WORDS } from './concerns.js';
import { formOf } from './form.js';
import { raiserOf } from './open-chart.js';
import { type ChartContext, guarded, textOf } from './routes.js';
import { writtenDown } from './written-down.js';

/** POST /chart/:session/concerns?encounter=…: stored, then acknowledged on the page it came from. */
export function concernRoutes(router: Router, context: ChartContext): void {
  router.post('/chart/:session/concerns', guarded(context, raise));
}

const LONGEST_KEY = 200;

async function raise(
  context: ChartContext,
  { req, res, session }: { req: Request; res: Response; session: LaunchSession },
): Promise<void> {
  const { sites, concerns, config } = context;
  const body = formOf(req, session, 'Nothing was sent. Go back, reload the page and press the button again.');
  const encounter = textOf(req.query.encounter) ?? '';
  const [tool, alert] = [textOf(body.tool) ?? '', textOf(body.alert) ?? ''];
  const words = (typeof body.words === 'string' ? body.words : '').trim();
  const about = tool || alert;
  if (about === '' || about.length > LONGEST_KEY || [...words].length > MOST_WORDS)
    throw new ChartProblem(
      'bad-form',
      400,
      'Not stored: the form was not whole',
      `It names a tool or an alert, and at most ${MOST_WORDS} characters of words. Go back and try again.`,
    );
  if (encounter !== '' && !sites.hasShown(session.id, encounter))
    throw new ChartProblem(
      'no-such-encounter',
      404,
      'Not stored: no such encounter',
      'This launch has not shown that encounter. Go back to the page and press the button there.',
    );
  writtenDown(context, {
    log: 'concern-not-stored',
    store: () =>
      concerns.raise({
        raised: new Date(context.now()).toISOString(),
        tool,
        alert_key: tool ? '' : alert,
        encounter_ref: encounter,
        words,
        signed: body.sign === 'yes' ? (session.userName ?? session.fhirUser ?? '') : '',
        raiser: concerns.raiserOf(raiserOf(context, session)),
      }),
  });
  context.log('concern-stored');
  const query = new URLSearchParams({ ...(encounter ? { encounter } : {}), stored: '1' });
  res.redirect(303, `${config.basePath}/chart/${session.id}?${query}#concern`);
}
