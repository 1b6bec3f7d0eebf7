import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStatsig } from '../create-statsig.ts';
import { specsPayload } from '../specs.test-support.ts';
import { RecordingLogger, sdkKey, startBench } from '../statsig.test-support.ts';
import { instrumentStatsig } from './index.ts';

const user = { userID: 'user-1' };
const spans = new InMemorySpanExporter();
const tracers = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] });

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});

afterAll(() => {
  context.disable();
});

/** The events of a span in which `work` is done. */
async function eventsOf(work: () => Promise<void>) {
  spans.reset();
  const span = tracers.getTracer('test').startSpan('request');
  await context.with(trace.setSpan(context.active(), span), work);
  span.end();
  await tracers.forceFlush();
  return spans.getFinishedSpans().flatMap(({ events }) => events);
}

async function offline() {
  const bootstrap = specsPayload({ gates: { open: true }, configs: { banner: { of: 'ada' } } });
  const statsig = createStatsig({ offline: true, specs: { bootstrap }, logger: new RecordingLogger() });
  await statsig.initialize();
  return statsig;
}

describe('instrumentStatsig: events of the active span', () => {
  it('follow the convention for feature flags', async () => {
    const statsig = await offline();
    const stop = new AbortController();
    instrumentStatsig(statsig, { signal: stop.signal });
    statsig.overrides.set('gate', 'mine', { value: true });
    const events = await eventsOf(async () => {
      statsig.checkGate(user, 'open');
      statsig.getDynamicConfig(user, 'banner');
      statsig.checkGate(user, 'unknown');
      statsig.checkGate(user, 'mine');
    });
    stop.abort();
    expect(new Set(events.map(({ name }) => name))).toEqual(new Set(['feature_flag.evaluation']));
    const common = { 'feature_flag.provider.name': 'Statsig', 'feature_flag.version': '1000' };
    expect(events.map(({ attributes }) => attributes)).toEqual([
      {
        ...common,
        'feature_flag.key': 'open',
        'feature_flag.result.reason': 'targeting_match',
        'feature_flag.result.variant': 'everyone',
        'feature_flag.result.value': true,
      },
      {
        ...common,
        'feature_flag.key': 'banner',
        'feature_flag.result.reason': 'targeting_match',
        'feature_flag.result.variant': 'everyone',
      },
      {
        ...common,
        'feature_flag.key': 'unknown',
        'feature_flag.result.reason': 'error',
        'feature_flag.result.value': false,
        'error.type': 'flag_not_found',
      },
      expect.objectContaining({ 'feature_flag.key': 'mine', 'feature_flag.result.reason': 'static' }),
    ]);
  });

  it('name users only when told to, and no other SDK object, and end with their signal', async () => {
    const statsig = await offline();
    const other = await offline();
    const stop = new AbortController();
    instrumentStatsig(statsig, { includeUserID: true, signal: stop.signal });
    const [event, ...others] = await eventsOf(async () => {
      statsig.checkGate(user, 'open');
      other.checkGate(user, 'open');
      stop.abort();
      statsig.checkGate(user, 'open');
    });
    expect(event?.attributes).toMatchObject({ 'feature_flag.context.id': 'user-1' });
    expect(others).toEqual([]);
  });

  it('harm no answer, whatever the user', async () => {
    const statsig = await offline();
    const stop = new AbortController();
    instrumentStatsig(statsig, { includeUserID: true, signal: stop.signal });
    const hostile = {
      get userID(): string {
        throw new Error('no');
      },
    };
    expect(await eventsOf(async () => void statsig.checkGate(hostile, 'open'))).toEqual([]);
    instrumentStatsig(statsig, { spanEvents: false, signal: stop.signal });
    expect(await eventsOf(async () => void statsig.checkGate(user, 'open'))).toHaveLength(1);
    stop.abort();
  });
});

describe('instrumentStatsig: metrics', () => {
  it('measure pulls, the age of specs, and what becomes of events, without the key', async () => {
    await using bench = await startBench();
    const { statsig, clock, recorder } = bench;
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const meterProvider = new MeterProvider({ readers: [reader] });
    const stop = new AbortController();
    instrumentStatsig(statsig, { meterProvider, signal: stop.signal });

    await statsig.initialize();
    recorder.answer('download_config_specs', { status: 401, body: sdkKey });
    await clock.advance(10_000);
    await recorder.received('download_config_specs', 2);
    await clock.sleeping(50_000);
    recorder.answer('log_event', (_, index) => ({ status: index === 0 ? 503 : 202 }));
    statsig.logEvent(user, 'sent');
    const flushing = statsig.flush();
    await clock.sleeping(500);
    await clock.advance(500);
    await flushing;
    statsig.logEvent(user, '');
    statsig.logEvent(user, 'pending');

    await reader.forceFlush();
    const points = new Map(
      exporter
        .getMetrics()
        .flatMap(({ scopeMetrics }) => scopeMetrics)
        .flatMap(({ metrics }) => metrics)
        .map(({ descriptor, dataPoints }) => [
          descriptor.name,
          dataPoints.map(({ attributes, value }) => [
            attributes,
            typeof value === 'number' ? value : value.count,
          ]),
        ]),
    );
    const source = { 'statsig.source': 'Network' };
    expect(points.get('statsig.specs.pull.duration')).toEqual([
      [source, 1],
      [{ ...source, 'error.type': 'UNAUTHORIZED' }, 1],
    ]);
    expect(points.get('statsig.events.send.duration')).toEqual([
      [{ 'error.type': 'NETWORK' }, 1],
      [{}, 1],
    ]);
    expect(points.get('statsig.specs.age')).toEqual([[{}, 10.5]]);
    expect(points.get('statsig.events.pending')).toEqual([[{}, 1]]);
    expect(points.get('statsig.events.sent')).toEqual([[{}, 1]]);
    expect(points.get('statsig.events.dropped')).toContainEqual([
      { 'statsig.drop.reason': 'invalidName' },
      1,
    ]);
    expect(JSON.stringify(exporter.getMetrics())).not.toContain(sdkKey.slice(0, 14));
    stop.abort();
    await meterProvider.shutdown();
  });
});
