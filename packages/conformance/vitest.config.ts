import { mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

// `on` conditions of the legacy SDK ask for the day in the host's time zone; test processes inherit this one.
process.env['TZ'] = 'UTC';

export default mergeConfig(shared, { test: { setupFiles: ['src/loopback-only.ts'] } });
