/** What speaks up in a visit; each is one tool's. */
export type Voice = 'sepsis' | 'interaction' | 'coding' | 'prevention' | 'monitoring';

export const plantedTools = [
  'sepsis-alert',
  'interaction-popup',
  'inbox',
  'telehealth',
  'remote-monitoring',
  'coding-assistant',
] as const;
export type PlantedTool = (typeof plantedTools)[number];

/**
 * What the tools do to people, in numbers. The neutral story has the same tools and no differences between them,
 * so that a report that still finds some is wrong.
 */
export interface Story {
  neutral: boolean;
  /** Of an alert: accepted, overridden; the rest is unanswered. */
  answers: Record<Voice, { accepted: number; overridden: number }>;
  /** Share of visits in which it speaks, and how often it then says so, least and most. */
  alerts: Record<Voice, { chance: number; times: readonly [number, number] }>;
  /** Share of its reviewed overrides that are found appropriate. */
  appropriate: Record<Voice, number>;
  /** Share of an inbox session's days on which it falls in the evening, and of days off on which there is one. */
  eveningInbox: number;
  weekendInbox: number;
  /** Times of day at which visits start besides the usual ones. */
  lateSlots: string[];
  /** Messages and old notes are of the physician's own patients only. */
  ownPatients: boolean;
  /** Share of visits that are virtual, by the patient's language. */
  virtual: Record<'en' | 'es' | 'zh' | '', number>;
  /** Days from booking to visit, least and most. */
  bookedDays: readonly [number, number];
  /** Hazards that home monitoring found, and others, that were mitigated. */
  mitigated: Record<'monitored' | 'other', number>;
  /** Share of visits with something explained in writing, and of those in which it is in the patient's language. */
  educated: number;
  inLanguage: Record<'en' | 'other', number>;
  /** Share of visits in which the patient says it back. */
  taughtBack: number;
  /** Share of orders to which a nurse or the pharmacist contributed. */
  contributed: number;
  /** Clicks of one telemetry interval of a tool, and the share of visits that have one. */
  codingClicks: [number, number];
  otherClicks: [number, number];
  codingBeacons: number;
  otherBeacons: number;
  codingShare: number;
  /** Of whom the concerns are, by weight. */
  concerns: Record<PlantedTool, number>;
  /** Share of the visits in which it is used that a tool changes without showing it. */
  silent: Record<PlantedTool, number>;
  /** Share of concerns answered within a fortnight. */
  heard: number;
  /** Rows of somebody who has nothing to do with the patient. */
  strays: number;
  /** Tools were granted more than they use. */
  unusedScopes: boolean;
}

export function storyFor(neutral: boolean): Story {
  return neutral ? neutralStory() : plantedStory();
}

/** One number for every voice, or for every tool. */
const voices = <T>(same: T): Record<Voice, T> => ({
  sepsis: same,
  interaction: same,
  coding: same,
  prevention: same,
  monitoring: same,
});
const tools = (same: number): Record<PlantedTool, number> => ({
  'sepsis-alert': same,
  'interaction-popup': same,
  inbox: same,
  telehealth: same,
  'remote-monitoring': same,
  'coding-assistant': same,
});

function neutralStory(): Story {
  return {
    neutral: true,
    answers: voices({ accepted: 0.4, overridden: 0.35 }),
    alerts: voices({ chance: 0.12, times: [1, 1] }),
    appropriate: voices(0.8),
    // With the late visits every tool has some 8% of its time after hours.
    eveningInbox: 0.065,
    weekendInbox: 0.03,
    lateSlots: ['18:05'],
    ownPatients: true,
    virtual: { en: 0.2, es: 0.2, zh: 0.2, '': 0.2 },
    bookedDays: [1, 14],
    mitigated: { monitored: 0.7, other: 0.7 },
    educated: 0.9,
    // What is not in the patient's language is in English: less than all would be less for some only.
    inLanguage: { en: 1, other: 1 },
    taughtBack: 0.6,
    contributed: 0.33,
    codingClicks: [4, 12],
    otherClicks: [4, 12],
    codingBeacons: 0.3,
    otherBeacons: 0.3,
    codingShare: 0.1,
    concerns: tools(1),
    silent: tools(0.02),
    heard: 0.92,
    strays: 4,
    unusedScopes: false,
  };
}

function plantedStory(): Story {
  return {
    neutral: false,
    answers: {
      sepsis: { accepted: 0.78, overridden: 0.14 },
      interaction: { accepted: 0.03, overridden: 0.92 },
      coding: { accepted: 0.3, overridden: 0.3 },
      prevention: { accepted: 0.4, overridden: 0.3 },
      monitoring: { accepted: 0.7, overridden: 0.1 },
    },
    alerts: {
      interaction: { chance: 0.5, times: [1, 3] },
      coding: { chance: 0.2, times: [1, 1] },
      prevention: { chance: 0.15, times: [1, 1] },
      monitoring: { chance: 0.08, times: [1, 1] },
      sepsis: { chance: 0.06, times: [1, 2] },
    },
    // Those who wave the pop-up away are nearly always right: it is the alert that is wrong.
    appropriate: { sepsis: 0.5, interaction: 0.9, coding: 0.7, prevention: 0.5, monitoring: 0.5 },
    eveningInbox: 0.85,
    weekendInbox: 0.25,
    lateSlots: [],
    ownPatients: false,
    virtual: { en: 0.28, es: 0.06, zh: 0.08, '': 0.15 },
    bookedDays: [2, 40],
    mitigated: { monitored: 0.85, other: 0.2 },
    educated: 0.3,
    inLanguage: { en: 0.98, other: 0.4 },
    taughtBack: 0.12,
    contributed: 0.33,
    codingClicks: [30, 70],
    otherClicks: [4, 12],
    codingBeacons: 0.5,
    otherBeacons: 0.3,
    codingShare: 0.22,
    concerns: {
      'sepsis-alert': 1,
      'interaction-popup': 9,
      inbox: 6,
      telehealth: 2,
      'remote-monitoring': 1,
      'coding-assistant': 6,
    },
    silent: { ...tools(0), 'coding-assistant': 0.08 },
    heard: 0.6,
    strays: 24,
    unusedScopes: true,
  };
}
