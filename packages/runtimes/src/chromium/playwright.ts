/** As much of playwright-core as is used here; it is installed on demand, so its own types are not there. */
export interface PlaywrightModule {
  readonly chromium: {
    launch(options: { readonly executablePath: string; readonly args: readonly string[] }): Promise<Browser>;
  };
}

export interface Browser {
  version(): string;
  newContext(options: { readonly timezoneId: string }): Promise<BrowserContext>;
  close(): Promise<void>;
}

interface BrowserContext {
  route(url: RegExp, decide: (route: Route) => Promise<void>): Promise<void>;
  newPage(): Promise<Page>;
}

interface Route {
  request(): { url(): string };
  abort(): Promise<void>;
  continue(): Promise<void>;
}

export interface Page {
  goto(url: string): Promise<unknown>;
  addScriptTag(script: { readonly url: string }): Promise<unknown>;
  /** Runs a function in the page; it travels as text, and so may use nothing from around it. */
  evaluate<Given, Result>(run: (given: Given) => Result | Promise<Result>, given: Given): Promise<Result>;
  on(event: 'console', listen: (message: { type(): string; text(): string }) => void): void;
  on(event: 'pageerror', listen: (error: Error) => void): void;
}
