import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { buildApp } from '../../../lib/app.ts';

/** The whole app with one bucket too many, which no policy check lets pass: whoever synthesises this learns whether they are on. */
const app = await buildApp();
new Bucket(new Stack(app, 'planted'), 'Open');
app.synth();
