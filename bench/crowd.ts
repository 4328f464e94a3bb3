import { crowdOfDevices } from '../test/harness/crowd-of-devices.ts';
import { removeHome, startHub } from '../test/harness/hub.ts';
import { percentile } from './report.ts';

/**
 * One group of many devices over loopback, real sockets: 4 messages a second to all of them while a tenth drops its connections and resumes.
 * Everything runs on this machine, hub and devices. `npm run crowd -- [devices] [messages]` (2,000, 240).
 */
const DEVICES = Number(process.argv[2] ?? 2_000);
const MESSAGES = Number(process.argv[3] ?? 240);
const PER_SECOND = 4;

const hub = await startHub({ engines: 'embedded' });
try {
  const began = performance.now();
  const { received, tookMs, deliveries, resumes, seconds } = await crowdOfDevices(
    hub,
    { devices: DEVICES, messages: MESSAGES, perSecond: PER_SECOND, dropping: 0.1 },
    Math.random,
  );
  const complete = received.filter((numbers) => numbers.length === MESSAGES && numbers.every((number, index) => number === index + 1)).length;
  console.log(`${complete} of ${DEVICES} devices have 1 … ${MESSAGES}; ${resumes} resumes; ${((performance.now() - began) / 1_000).toFixed(0)} s in all`);
  console.log(
    `send → receive, steady devices: p50 ${percentile(tookMs, 0.5).toFixed(0)} ms, p99 ${percentile(tookMs, 0.99).toFixed(0)} ms (${tookMs.length} frames)`,
  );
  console.log(`${deliveries} deliveries in ${seconds.toFixed(1)} s: ${(deliveries / seconds).toFixed(0)} a second at ${PER_SECOND} messages a second`);
  if (complete < DEVICES) process.exitCode = 1;
} finally {
  await hub.stop();
  removeHome(hub.home);
}
