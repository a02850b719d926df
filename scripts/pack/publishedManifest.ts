import { type Conditions, publishedPath, type PublishedPackage, readManifest, SCOPE } from './publishedPackages.ts'

const belowSrc = (path: string): string => path.replace(/^\.\/src\//, '')

/** Conditions of `#name` imports with their files in the published package: browsers and Node go on choosing theirs. */
function publishedImports(published: PublishedPackage, imported: ReadonlySet<string>): Record<string, Conditions> {
  const imports: Record<string, Conditions> = {}
  for (const packageName of [published.name, ...published.inside])
    for (const [name, conditions] of Object.entries(readManifest(packageName).imports ?? {})) {
      if (!imported.has(name)) continue
      if (imports[name]) throw new Error(`Two packages inside ${published.name} both declare ${name}`)
      imports[name] = Object.fromEntries(
        Object.entries(conditions).map(([condition, path]) => [
          condition,
          `./dist/${publishedPath(published, packageName, belowSrc(path))}`,
        ]),
      )
    }
  return imports
}

/** Its own dependencies but for what travels inside, and those of what travels inside that are really imported. */
function publishedDependencies(published: PublishedPackage, imported: ReadonlySet<string>): Record<string, string> {
  const own = Object.entries(readManifest(published.name).dependencies ?? {}).filter(
    ([name]) => !published.inside.some((packageName) => name === SCOPE + packageName),
  )
  const carried = published.inside
    .flatMap((packageName) => Object.entries(readManifest(packageName).dependencies ?? {}))
    .filter(([name]) => imported.has(name))
  return Object.fromEntries([...own, ...carried].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The package.json that is published. `imported` are the packages and `#names` that its JavaScript imports. */
export function publishedManifest(published: PublishedPackage, imported: ReadonlySet<string>) {
  const { name, version, description, license, exports } = readManifest(published.name)
  const dependencies = publishedDependencies(published, imported)
  const unknown = [...imported].filter((each) => !each.startsWith('#') && !(each in dependencies))
  if (unknown.length > 0) throw new Error(`${name} imports what it does not depend on: ${unknown.join(', ')}`)
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    engines: { node: '>=24' },
    imports: publishedImports(published, imported),
    exports: {
      ...Object.fromEntries(
        Object.entries(exports).map(([entry, path]) => {
          const compiled = `./dist/${publishedPath(published, published.name, belowSrc(path))}`
          return [entry, { types: compiled.replace(/\.js$/, '.d.ts'), default: compiled }]
        }),
      ),
      './package.json': './package.json',
    },
    files: ['dist'],
    dependencies,
  }
}
