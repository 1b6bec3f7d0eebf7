import { createStatsig } from '@acme/statsig-node';
import { createApp } from './app.ts';

createApp(createStatsig()).listen(Number(process.env['PORT'] ?? 3000));
