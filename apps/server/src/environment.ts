/** Where keys, projects and events belong that name no other environment. */
export const defaultEnvironment = 'production';

/** Whether a text can name an environment. */
export function isEnvironment(text: string): boolean {
  return /^[a-z][a-z0-9_-]{0,39}$/.test(text);
}
