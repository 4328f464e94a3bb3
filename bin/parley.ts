import { buildApp } from '../lib/app.ts';
import { mustPassChecks } from '../lib/checks.ts';

const app = await buildApp();
// CDK's own rules are switched by environment only.
if (!mustPassChecks(app.node)) process.env.CDK_VALIDATION = 'false';
app.synth();
