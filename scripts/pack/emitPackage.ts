import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, normalize, relative } from 'node:path'
import { promisify } from 'node:util'
import { PACKAGES, publishedPath, type PublishedPackage, readManifest, ROOT, SCOPE } from './publishedPackages.ts'

const run = promisify(execFile)

/**
 * Compiles a package with what travels inside it, as far as its entries reach, to JavaScript and declarations in `out`.
 * Returns the packages and `#names` that the JavaScript imports. Throws if anything imported would be missing.
 */
export async function emitPackage(published: PublishedPackage, out: string): Promise<Set<string>> {
  const compiled = await mkdtemp(join(tmpdir(), 'echochain-pack-'))
  try {
    await compile(published, compiled)
    const imported = new Set<string>()
    for (const path of await readdir(compiled, { recursive: true })) {
      const [packageName, , ...rest] = path.split('/') // packageName/src/…
      if (!/\.[jt]s$/.test(path)) continue
      const target = publishedPath(published, packageName, rest.join('/'))
      const text = withPublishedSpecifiers(published, await readFile(join(compiled, path), 'utf8'), target)
      if (target.endsWith('.js')) for (const name of packagesImported(text)) imported.add(name)
      await mkdir(dirname(join(out, target)), { recursive: true })
      await writeFile(join(out, target), text)
    }
    await expectComplete(out)
    return imported
  } finally {
    await rm(compiled, { recursive: true })
  }
}

/** Entries, files loaded by name, and both sides of each choice between Node and browsers. */
function rootFiles({ name, inside, alsoLoaded }: PublishedPackage): string[] {
  const { exports } = readManifest(name)
  const choices = [name, ...inside].flatMap((packageName) =>
    Object.values(readManifest(packageName).imports ?? {}).flatMap((conditions) =>
      Object.values(conditions).map((path) => join(PACKAGES, packageName, path)),
    ),
  )
  const own = [...Object.values(exports), ...alsoLoaded.map((path) => join('src', path))]
  return [...own.map((path) => join(PACKAGES, name, path)), ...choices]
}

async function compile(published: PublishedPackage, outDir: string): Promise<void> {
  const project = join(outDir, 'tsconfig.json')
  const options = {
    noEmit: false,
    allowImportingTsExtensions: false,
    rewriteRelativeImportExtensions: true,
    declaration: true,
    rootDir: PACKAGES,
    outDir,
    typeRoots: [join(ROOT, 'node_modules/@types')],
    // By their sources, so that they are compiled along; all other packages are found where they are installed.
    paths: Object.fromEntries(
      published.inside.map((name) => [SCOPE + name, [join(PACKAGES, name, readManifest(name).exports['.'])]]),
    ),
  }
  const config = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: options,
    include: [],
    files: rootFiles(published),
  }
  await writeFile(project, JSON.stringify(config))
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  await run(process.execPath, [tsc, '-p', project]).catch((error: { stdout: string }) => {
    throw new Error(`${published.name} does not compile:\n${error.stdout}`, { cause: error })
  })
}

/** Any string literal that names a module: relative and in TypeScript, or a package of ours by its main entry. */
const SPECIFIER = /(['"])(?:(\.\.?\/[^'"\n]+)\.ts|@echochain\/([a-z]+))\1/g

function withPublishedSpecifiers(published: PublishedPackage, text: string, target: string): string {
  return text.replace(SPECIFIER, (whole, quote: string, path?: string, packageName?: string) => {
    if (path !== undefined) return `${quote}${path}.js${quote}`
    if (!published.inside.includes(packageName!)) return whole
    const to = relative(dirname(target), publishedPath(published, packageName!, 'index.js'))
    return `${quote}${to.startsWith('.') ? to : `./${to}`}${quote}`
  })
}

const IMPORT = /(?:\bfrom|\bimport|\bimport\(|\bnew URL\()\s*(['"])([^'"\n]+)\1/g

const specifiersIn = (text: string): string[] => [...text.matchAll(IMPORT)].map((match) => match[2])

/** `@scope/name` and `name` of imported packages, and `#names`. */
const packagesImported = (text: string): string[] =>
  specifiersIn(text)
    .filter((specifier) => !/^(?:\.|node:)/.test(specifier))
    .map((specifier) => /^(?:#.*|(?:@[^/]+\/)?[^/]+)/.exec(specifier)![0])

/** Every relative import, in JavaScript and declarations, has its file. */
async function expectComplete(out: string): Promise<void> {
  const missing: string[] = []
  for (const path of await readdir(out, { recursive: true })) {
    if (!/\.[jt]s$/.test(path)) continue
    for (const specifier of specifiersIn(await readFile(join(out, path), 'utf8'))) {
      if (!specifier.startsWith('.')) continue
      const wanted = normalize(join(out, dirname(path), specifier))
      const file = path.endsWith('.d.ts') ? wanted.replace(/\.js$/, '.d.ts') : wanted
      if (!existsSync(file)) missing.push(`${path} imports ${specifier}`)
    }
  }
  if (missing.length > 0) throw new Error(`Files are missing in ${out}:\n${missing.join('\n')}`)
}
