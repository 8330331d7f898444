import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { CallEnd } from '../../feeds/cds-hooks/lines.js';
import type { Recorder } from './recorder.js';
import type { Upstream } from './upstream.js';

export interface CdsMetrics {
  call(about: { upstream: string; end: CallEnd; upstreamMs: number; ownMs: number }): void;
  refused(code: string): void;
  feedback(upstream: string, answers: number): void;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** For operators: labels are names of the configuration and codes. */
export function cdsMetrics(
  registry: Registry,
  { upstreams, recorder }: { upstreams: readonly Upstream[]; recorder: Recorder },
): CdsMetrics {
  const registers = [registry];
  const calls = new Counter({
    name: 'mission_audit_cds_calls_total',
    help: 'Calls of CDS services by how they ended',
    labelNames: ['upstream', 'end'],
    registers,
  });
  const service = new Histogram({
    name: 'mission_audit_cds_upstream_seconds',
    help: 'How long services took to answer',
    labelNames: ['upstream'],
    buckets: SECONDS,
    registers,
  });
  const own = new Histogram({
    name: 'mission_audit_cds_own_seconds',
    help: 'How long the gateway itself took of a call',
    labelNames: ['upstream'],
    buckets: SECONDS,
    registers,
  });
  // Looked up once: finding labels costs more than counting.
  const byUpstream = new Map(
    upstreams.map(({ about: { id } }) => [
      id,
      { service: service.labels({ upstream: id }), own: own.labels({ upstream: id }) },
    ]),
  );
  const refusals = new Counter({
    name: 'mission_audit_cds_refused_total',
    help: 'Calls that were not passed on, by code',
    labelNames: ['code'],
    registers,
  });
  const answers = new Counter({
    name: 'mission_audit_cds_feedback_total',
    help: 'Answers to cards that were recorded',
    labelNames: ['upstream'],
    registers,
  });
  new Gauge({
    name: 'mission_audit_cds_circuit_open',
    help: '1 while a service is not called because it failed too often',
    labelNames: ['upstream'],
    registers,
    collect() {
      for (const { about, isOpen } of upstreams) this.set({ upstream: about.id }, isOpen ? 1 : 0);
    },
  });
  new Gauge({
    name: 'mission_audit_cds_journal_queued',
    help: 'Records that wait for the disk',
    registers,
    collect() {
      this.set(recorder.calls.queued);
    },
  });
  new Gauge({
    name: 'mission_audit_cds_journal_dropped',
    help: 'Records of calls that could not be kept since this process began',
    registers,
    collect() {
      this.set(recorder.calls.counts.dropped);
    },
  });
  return {
    call: ({ upstream, end, upstreamMs, ownMs }) => {
      const bound = byUpstream.get(upstream)!;
      calls.inc({ upstream, end });
      bound.service.observe(upstreamMs / 1000);
      bound.own.observe(ownMs / 1000);
    },
    refused: (code) => refusals.inc({ code }),
    feedback: (upstream, n) => answers.inc({ upstream }, n),
  };
}
