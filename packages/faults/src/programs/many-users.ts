// Answers and logs for as many distinct users as its argument says, and prints how much memory that leaves in use.
import { createStatsig } from '@acme/statsig-node';

const userCount = Number(process.argv[2]);
const samples = 20;
const statsig = createStatsig();
await statsig.initialize();

/** What is in use when everything that can go is gone. */
function bytesInUse(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

for (let index = 1; index <= userCount; index += 1) {
  const user = { userID: `user-${index}`, email: `user-${index}@example.com`, custom: { plan: index % 7 } };
  statsig.checkGate(user, 'open');
  if (index % 10 === 0) statsig.logEvent(user, 'visit', { metadata: { page: `/${index}` } });
  // A server serves others between its requests; and what is to be sent has to get out.
  if (index % 1_000 === 0) await statsig.flush({ deadlineMs: 60_000 });
  if (index > userCount / 2 && index % (userCount / 2 / samples) === 0) {
    process.stdout.write(`${JSON.stringify({ users: index, bytes: bytesInUse() })}\n`);
  }
}
process.stdout.write(`${JSON.stringify({ stats: statsig.getStats() })}\n`);
await statsig.shutdown();
