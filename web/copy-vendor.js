// Copies hls.js to public/vendor/. Not the light build: it lacks alternate audio, and the sound is a track of its own.
import { copyFile, mkdir } from "node:fs/promises";

const from = new URL("node_modules/hls.js/", import.meta.url);
const to = new URL("public/vendor/", import.meta.url);

await mkdir(to, { recursive: true });
await copyFile(new URL("dist/hls.min.js", from), new URL("hls.js", to));
await copyFile(new URL("LICENSE", from), new URL("hls.js.LICENSE.txt", to));
