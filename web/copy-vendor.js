// Copies hls.js to public/vendor/. The light build lacks alternate audio, subtitles and DRM, which no film of ours has.
import { copyFile, mkdir } from "node:fs/promises";

const from = new URL("node_modules/hls.js/", import.meta.url);
const to = new URL("public/vendor/", import.meta.url);

await mkdir(to, { recursive: true });
await copyFile(new URL("dist/hls.light.min.js", from), new URL("hls.js", to));
await copyFile(new URL("LICENSE", from), new URL("hls.js.LICENSE.txt", to));
