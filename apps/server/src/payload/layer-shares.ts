import type { Project } from '../project/project.ts';

/** The buckets that a `user_bucket` condition knows. */
const bucketCount = 1_000;

/** The buckets of each experiment that is in a layer, by its ID; each unit of the layer is in one of the 1,000. */
export function layerShares(project: Project): ReadonlyMap<string, readonly number[]> {
  const ends = new Map<string, number>();
  const shares = new Map<string, readonly number[]>();
  for (const { id, layerID, allocation, allocationStart, rules } of project.experiments) {
    if (layerID === null || rules !== null) continue;
    const start = Math.round((allocationStart ?? ends.get(layerID) ?? 0) * (bucketCount / 100));
    const size = Math.round(allocation * (bucketCount / 100));
    ends.set(layerID, (start + size) / (bucketCount / 100));
    shares.set(
      id,
      Array.from({ length: size }, (_, index) => start + index),
    );
  }
  return shares;
}
