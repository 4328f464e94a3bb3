// `node examples/bot`: runs main.ts on the Node of package.json, as `npm start` runs the hub. Node 20 will do.
process.argv.splice(2, 0, 'examples/bot/main.ts');
await import('../../scripts/on-node.mjs');
