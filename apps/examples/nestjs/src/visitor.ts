import { type HttpRequest, userOfRequest } from '@acme/statsig-nestjs';
import type { StatsigUser } from '@acme/statsig-node';

/** Signing in is not what this is about: a visitor is who the headers say. */
export function visitor(request: HttpRequest): StatsigUser {
  const header = (name: string): string | undefined => request.headers[name]?.toString();
  return {
    ...userOfRequest(request),
    userID: header('x-user-id') ?? '',
    email: header('x-email'),
    country: header('x-country'),
    appVersion: header('x-app-version'),
  };
}
