import type { Request, Response, Router } from 'express';
import type { LaunchSession } from '../../../smart-launch/index.js';
import { concernsPage } from '../../pages/concerns.js';
import { overviewPage } from '../../pages/overview.js';
import { formToken } from '../form-token.js';
import { answer as answerOf } from '../send-problem.js';
import { stylePath } from '../style-sheet.js';
import { isInformatics } from './access.js';
import { ChartProblem } from './chart-problem.js';
import { MOST_WORDS } from './concerns.js';
import { formOf } from './form.js';
import { type ChartContext, guarded, recordView, textOf } from './routes.js';
import { writtenDown } from './written-down.js';

/** The site's figures and concerns, for those whom `access:` names; a clinician never gets here. */
export function overviewRoutes(router: Router, context: ChartContext): void {
  router.get('/overview/:session', guarded(context, forTeam(overview)));
  router.get('/overview/:session/concerns', guarded(context, forTeam(concerns)));
  router.post('/overview/:session/concerns', guarded(context, forTeam(answer)));
}

interface Asked {
  req: Request;
  res: Response;
  session: LaunchSession;
}

type Shown = (context: ChartContext, asked: Asked) => Promise<void>;

function forTeam(show: Shown): Shown {
  return async (context, asked) => {
    if (!isInformatics(context.config, asked.session))
      throw new ChartProblem(
        'informatics-only',
        403,
        'This page is for the informatics team',
        'It shows the whole site’s figures. Open the app from a patient’s chart to see one encounter; who may see the site is set in the configuration, under "access".',
      );
    await show(context, asked);
  };
}

async function overview(context: ChartContext, { res, session }: Asked): Promise<void> {
  const reader = context.figures.now;
  if (!reader) {
    res.set('Retry-After', '15');
    context.problem(res.req, res, answerOf('not-ready'));
    return;
  }
  const base = `${context.config.basePath}/overview/${session.id}`;
  recordView(context, session);
  res.type('html').send(
    overviewPage(reader.result, {
      stylePath: stylePath(context.config.basePath),
      links: [{ href: `${base}/concerns`, label: 'Concerns raised' }],
    }),
  );
}

async function concerns(context: ChartContext, { res, session }: Asked): Promise<void> {
  const base = `${context.config.basePath}/overview/${session.id}`;
  const { timeZone } = context.sites.known.site;
  recordView(context, session);
  const titleOf = (about: string) => context.sites.titleOf({ tool: about, alert: about });
  res.type('html').send(
    concernsPage(
      context.concerns.forTeam(timeZone).map((one) => ({ ...one, about: titleOf(one.about) })),
      {
        stylePath: stylePath(context.config.basePath),
        action: `${base}/concerns`,
        back: base,
        token: formToken(session.id),
      },
    ),
  );
}

async function answer(context: ChartContext, { req, res, session }: Asked): Promise<void> {
  const body = formOf(req, session, 'Go back, reload and send it again.');
  const words = textOf(body.words)?.trim() ?? '';
  const id = textOf(body.concern) ?? '';
  const whole = words !== '' && [...words].length <= MOST_WORDS;
  const store = () => context.concerns.answer(id, { at: new Date(context.now()), words });
  if (!whole || !writtenDown(context, { log: 'answer-not-stored', store }))
    throw new ChartProblem(
      'bad-form',
      400,
      'Not stored: the form was not whole',
      `It names a concern and has 1 to ${MOST_WORDS} characters of words. Go back and try again.`,
    );
  context.log('concern-answered');
  res.redirect(303, `${context.config.basePath}/overview/${session.id}/concerns`);
}
