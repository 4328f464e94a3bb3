/** The path of assets.ts. */
export declare const ASSETS: string;
export declare function consoleAssets(): Promise<string>;
