/** Where keys, projects and events belong that name no other environment. */
export const defaultEnvironment = 'production';
