/** How a request ends that is no page: status, words for a person, a stable code (docs/errors.md; tested both ways). */
export const ANSWERS = {
  'bad-request': {
    status: 400,
    title: 'This request cannot be read',
    detail:
      'The address or the form holds something that this app does not understand. Go back and try again.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such page here',
    detail: 'The address leads nowhere. Open the app from the chart in your EHR.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This page cannot be used that way',
    detail: 'The address is right, and what was asked of it is not. Open the app from the chart in your EHR.',
  },
  'length-required': {
    status: 411,
    title: 'This form cannot be read',
    detail: 'It came without its length (Content-Length). Nothing was stored.',
  },
  'too-large': {
    status: 413,
    title: 'That is too much at once',
    detail: 'A form may hold 16 kB. Nothing was stored. Go back, shorten the text and send it again.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'This form cannot be read',
    detail: 'Only plain forms (application/x-www-form-urlencoded) are read here. Nothing was stored.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    detail:
      'More requests came from this network in a minute than this app allows. Wait a minute and try again.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong here',
    detail: 'The fault is in this app, not in what you did. Start the app again from the chart.',
  },
  'not-ready': {
    status: 503,
    title: 'Not ready yet',
    detail: 'The app is starting, or ending. Try again in a minute.',
  },
  'beacon-unreadable': {
    status: 400,
    title: 'These counts cannot be read',
    detail: 'They are no batch of this app’s script, or one that was changed. Nothing was stored.',
  },
  'beacon-unknown-site': {
    status: 403,
    title: 'This site is not known here',
    detail: 'The key of the script tag (data-site) is not in the configuration. Nothing was stored.',
  },
  'beacon-foreign-origin': {
    status: 403,
    title: 'Counts are not taken from there',
    detail: 'The page’s origin is not listed for this key, or is not this app’s own. Nothing was stored.',
  },
  'beacon-launch-over': {
    status: 403,
    title: 'The launch of this page is over',
    detail: 'What the page counts of itself belongs to no launch any more. Nothing was stored.',
  },
  'beacon-too-large': {
    status: 413,
    title: 'That is too much at once',
    detail: 'Counts may take 64 KiB. Nothing was stored.',
  },
  'beacon-not-kept': {
    status: 503,
    title: 'These counts could not be written down',
    detail: 'The page sends them again.',
  },
  'own-tab': {
    status: 200,
    title: 'Open this in a tab of its own',
    detail:
      'This browser keeps no cookie of this app inside the chart, and the app needs one to keep each patient’s page apart. Nothing is lost: the link opens this very launch beside the chart.',
  },
} as const satisfies Record<string, { status: number; title: string; detail: string }>;

export type AnswerCode = keyof typeof ANSWERS;
