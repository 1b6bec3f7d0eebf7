import { mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

// Core keeps no state outside of what a test makes, so its files can share a worker: that takes a third of the time.
export default mergeConfig(shared, { test: { isolate: false } });
