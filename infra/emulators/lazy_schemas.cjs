// Loaded before the Firebase CLI. Its Auth emulator checks requests with exegesis, which compiles the schemas of all of
// Google's identity API before the first request: 9 of the suite's 18 s of start on two cores. exegesis has an option to
// compile each when it is first needed; the CLI has no way to set it.
const { dirname } = require("node:path");
const options = require(require.resolve("exegesis/lib/options", { paths: [dirname(process.argv[1])] }));
const { compileOptions } = options;
options.compileOptions = (given) => ({ ...compileOptions(given), lazyCompileValidationSchemas: true });
