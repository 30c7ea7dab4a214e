"use strict";

// binary is the program's file, from the package of this platform.
function binary() {
  const platform = `${process.platform}-${process.arch}`;
  const file = `@wolkvox-mock/${platform}/wolkvox-mock${process.platform === "win32" ? ".exe" : ""}`;
  try {
    return require.resolve(file);
  } catch {
    const known = Object.keys(require("./package.json").optionalDependencies).map((name) => name.replace(/.*\//, ""));
    throw new Error(
      known.includes(platform)
        ? `wolkvox-mock: its package @wolkvox-mock/${platform} is not installed: it is an optional dependency, so install ` +
            "without --no-optional or --omit=optional, and on this platform (node_modules of another one do not do)"
        : `wolkvox-mock: there is no program for ${platform}, only for ${known.join(", ")}`,
    );
  }
}

module.exports = { binary };
