import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeHome, startHub } from '../../test/harness/hub.ts';
import { type Check, failed, passed } from './check.ts';
import { command } from './command.ts';
import { configuration } from './fuzz/configuration.ts';
import { makeWorld } from './fuzz/world.ts';
import { pythonTool } from './python.ts';

const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'response_headers_conformance',
  'negative_data_rejection',
  'positive_data_acceptance',
  'ignored_auth',
  'missing_required_header',
];
const SEED = 20_261_121;
const EXAMPLES = 20;
/** Limits how long requests wait for background work: tickets change all the time here, so a recount would always use its full time. */
const AT_ONCE = { RECOUNT_WITHIN_MS: '200', AI_WITHIN_MS: '200' };
/** Time-out of the whole run. */
const SECONDS = 600;

/** schemathesis loads it before it starts. */
const HOOKS = fileURLToPath(new URL('./fuzz/parse_in_turn.py', import.meta.url));

/** Runs schemathesis against a hub: requests that the OpenAPI document allows, and many that it does not. */
export const apiFuzz: Check = {
  name: 'schemathesis',
  async run() {
    const [tool, hub] = await Promise.all([pythonTool('schemathesis'), startHub({ engines: 'embedded', env: AT_ONCE })]);
    try {
      const work = join(hub.home, 'fuzz');
      mkdirSync(work);
      const config = join(work, 'schemathesis.toml');
      writeFileSync(config, configuration(await makeWorld(hub)));
      const options = ['--checks', CHECKS.join(','), '--phases', 'examples,coverage,fuzzing', '--seed', String(SEED), '--max-examples', String(EXAMPLES)];
      const quietly = ['--no-color', '--generation-database', 'none', '--continue-on-failure', '--workers', '2'];
      const run = ['--config-file', config, 'run', `${hub.baseUrl}/openapi.json`, '--url', hub.baseUrl, ...options, ...quietly];
      const { code, all } = await command(tool('schemathesis'), run, { cwd: work, seconds: SECONDS, env: { ...process.env, SCHEMATHESIS_HOOKS: HOOKS } });
      const generated = /(\d+) generated/.exec(all)?.[1] ?? '0';
      if (code !== 0 || generated === '0') return failed(code === null ? `not done within ${SECONDS} s` : 'the API and its document disagree', all);
      return passed(`${generated} requests`);
    } finally {
      await hub.stop();
      removeHome(hub.home);
    }
  },
};
