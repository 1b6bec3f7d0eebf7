/** A project's specs in both formats, as JSON text. */
export interface Project {
  /** What a row says it was measured on. */
  readonly description: string;
  readonly v1: string;
  readonly v2: string;
}

/** The specs that are asked for. Every project has specs for each role. */
export interface BenchmarkedNames {
  readonly anyOf: string;
  readonly manyRules: string;
  readonly deepNesting: string;
  readonly dynamicConfig: string;
  readonly experiment: string;
  readonly layer: string;
  readonly layerParameter: string;
}

/** Where projects are kept while children read them, and what they are called. */
export interface StoredProject {
  readonly description: string;
  readonly names: BenchmarkedNames;
  readonly v1Path: string;
  readonly v2Path: string;
  /** The size of the v1 payload, in bytes. */
  readonly v1Bytes: number;
}
