import { describe, expect, it } from 'vitest';
import { createRedact } from '../http/redact.ts';
import { ManualClock } from '../manual-clock.test-support.ts';
import { RecordingLogger, sdkKey } from '../statsig.test-support.ts';
import { guardedLogger } from './guarded-logger.ts';

function setup() {
  const clock = new ManualClock();
  const recording = new RecordingLogger();
  return { clock, recording, logger: guardedLogger(recording, { clock, redact: createRedact({ sdkKey }) }) };
}

describe('a guarded logger', () => {
  it('marks lines, keeps their level and masks the key', () => {
    const { recording, logger } = setup();
    logger.debug('a');
    logger.info('b');
    logger.warn(`c ${sdkKey}`);
    logger.error('d');
    expect(recording.lines).toEqual([
      'debug [statsig] a',
      'info [statsig] b',
      'warn [statsig] c secret-123456****',
      'error [statsig] d',
    ]);
  });

  it('repeats a line once a minute, and says how often it was kept back', async () => {
    const { clock, recording, logger } = setup();
    for (let second = 0; second < 130; second += 10) {
      logger.warn('again');
      await clock.advance(10_000);
    }
    expect(recording.lines).toEqual([
      'warn [statsig] again',
      'warn [statsig] again (and 5 times since)',
      'warn [statsig] again (and 5 times since)',
    ]);
  });

  it('does not mistake one line for another', () => {
    const { recording, logger } = setup();
    logger.warn('a');
    logger.warn('b');
    logger.error('a');
    expect(recording.lines).toHaveLength(3);
  });

  it('writes a hundred lines a minute of each level, and says how many it kept back', async () => {
    const { clock, recording, logger } = setup();
    for (let index = 0; index < 1_000; index += 1) logger.warn(`line ${index}`);
    logger.error('lost');
    expect(recording.lines).toHaveLength(101);
    expect(recording.lines.slice(-2)).toEqual(['warn [statsig] line 99', 'error [statsig] lost']);
    await clock.advance(60_000);
    logger.warn('line 999');
    logger.warn('line 998');
    expect(recording.lines.slice(-2)).toEqual([
      'warn [statsig] line 999 (900 other lines were kept back before)',
      'warn [statsig] line 998',
    ]);
  });

  it('remembers a limited number of lines', async () => {
    const { clock, recording, logger } = setup();
    logger.warn('first');
    await clock.advance(1_000);
    for (const level of ['debug', 'info', 'warn'] as const) {
      for (let index = 0; index < 90; index += 1) logger[level](`line ${index}`);
    }
    logger.warn('first');
    logger.warn('line 89');
    expect(recording.lines).toHaveLength(1 + 270 + 1);
  });
});
