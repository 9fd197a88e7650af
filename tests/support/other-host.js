// Loaded before a program that is to take itself for one of another machine: NODE_OPTIONS=--require …
const os = require('node:os');

os.hostname = () => process.env.OTHER_HOST;
