/**
 * What the tools do to people, in numbers. The neutral story has the same tools and no differences between them,
 * so that a report that still finds some is wrong.
 */
export interface Story {
  neutral: boolean;
  /** Of an alert: accepted, overridden; the rest is unanswered. */
  answers: Record<
    'sepsis' | 'interaction' | 'coding' | 'prevention' | 'monitoring',
    { accepted: number; overridden: number }
  >;
  /** Share of an inbox session's days on which it falls in the evening. */
  eveningInbox: number;
  /** Share of visits that are virtual, by the patient's language. */
  virtual: Record<'en' | 'es' | 'zh' | '', number>;
  mitigated: number;
  /** Clicks of one telemetry interval of a tool. */
  codingClicks: [number, number];
  otherClicks: [number, number];
  codingShare: number;
}

export function storyFor(neutral: boolean): Story {
  const same = { accepted: 0.35, overridden: 0.35 };
  if (neutral) {
    return {
      neutral,
      answers: { sepsis: same, interaction: same, coding: same, prevention: same, monitoring: same },
      eveningInbox: 0.1,
      virtual: { en: 0.2, es: 0.2, zh: 0.2, '': 0.2 },
      mitigated: 0.5,
      codingClicks: [4, 12],
      otherClicks: [4, 12],
      codingShare: 0.1,
    };
  }
  return {
    neutral,
    answers: {
      sepsis: { accepted: 0.78, overridden: 0.14 },
      interaction: { accepted: 0.03, overridden: 0.92 },
      coding: { accepted: 0.3, overridden: 0.3 },
      prevention: { accepted: 0.4, overridden: 0.3 },
      monitoring: { accepted: 0.7, overridden: 0.1 },
    },
    eveningInbox: 0.85,
    virtual: { en: 0.28, es: 0.06, zh: 0.08, '': 0.15 },
    mitigated: 0.85,
    codingClicks: [30, 70],
    otherClicks: [4, 12],
    codingShare: 0.22,
  };
}
