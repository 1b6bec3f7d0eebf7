export { type Ending, type EndingMessage, startEnding, visit, visitUntilGone } from './ending.ts';
export { type RecordedEvent, type Recorder, type RecorderOptions, startRecorder } from './recorder.ts';
export { RecordingLogger } from './recording-logger.ts';
export { sdkKey, testSpecs } from './test-specs.ts';
