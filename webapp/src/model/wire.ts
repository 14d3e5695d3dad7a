// What goes over the wire: requests to this server with the browser's session instead of a token (the header says that a
// script of this origin asks). The entities' types are those of npm's `masto`.
const proof = { 'X-Kith-App': 'web' }

// snake_case as servers write it to camelCase as this program reads it, all the way down.
export function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/(?<=[^_])_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      camel(inner),
    ]),
  )
}

function snake(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snake)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/[A-Z]/g, (letter) => '_' + letter.toLowerCase()),
      snake(inner),
    ]),
  )
}

// An answer that says no. `body` is all that it said, in camelCase.
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly body: Record<string, unknown> = {},
  ) {
    super(message)
  }
}

let whenSignedOut = (): void => {}
// Who is told when the server no longer knows this browser.
export function onSignedOut(tell: () => void): void {
  whenSignedOut = tell
}

export type Query = Record<string, string | number | boolean | null | undefined | readonly string[]>

export interface Answer<T> {
  data: T
  // Where the `Link` header says that older ones are, as a path with its query; none: the list ends here.
  next: string | null
}

export function pathWith(path: string, query: Query = {}): string {
  const url = new URL(path, location.origin)
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue
    const name = key.replace(/[A-Z]/g, (letter) => '_' + letter.toLowerCase())
    if (Array.isArray(value)) for (const one of value) url.searchParams.append(name + '[]', one)
    else url.searchParams.set(name, String(value))
  }
  return url.pathname + url.search
}

function nextOf(link: string | null): string | null {
  const found = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')
  if (!found?.[1]) return null
  const url = new URL(found[1], location.origin)
  return url.pathname + url.search
}

// One request to this server. Throws Refusal, or what fetch throws when there is no connection.
export async function ask<T>(
  method: string,
  path: string,
  body?: object | FormData,
  signal?: AbortSignal,
): Promise<Answer<T>> {
  const form = body instanceof FormData
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    signal: signal ?? AbortSignal.timeout(30_000),
    headers: { ...proof, Accept: 'application/json', ...(body && !form ? { 'Content-Type': 'application/json' } : {}) },
    body: form ? body : body ? JSON.stringify(snake(body)) : undefined,
  })
  const text = await response.text()
  let data: unknown = null
  try {
    data = text ? camel(JSON.parse(text)) : null
  } catch {
    data = null
  }
  if (!response.ok) {
    const said = (data ?? {}) as Record<string, unknown>
    if (response.status === 401) whenSignedOut()
    throw new Refusal(response.status, typeof said.error === 'string' ? said.error : response.statusText, said)
  }
  return { data: data as T, next: nextOf(response.headers.get('link')) }
}

const base = '/api/kith/v1'

// Kith's own API: paths below /api/kith/v1.
export const kith = {
  get: async <T>(path: string, query?: Query) => (await ask<T>('GET', pathWith(base + path, query))).data,
  page: <T>(path: string, query?: Query) => ask<T>('GET', pathWith(base + path, query)),
  post: async <T>(path: string, body?: object, signal?: AbortSignal) =>
    (await ask<T>('POST', base + path, body ?? {}, signal)).data,
  put: async <T>(path: string, body: object) => (await ask<T>('PUT', base + path, body)).data,
  patch: async <T>(path: string, body: object) => (await ask<T>('PATCH', base + path, body)).data,
  delete: async <T>(path: string) => (await ask<T>('DELETE', base + path)).data,
}

// Whether nothing is wrong with what was sent: the author is asked to look again, and the same once more goes out.
export function isNudge(thrown: unknown): boolean {
  return thrown instanceof Refusal && (thrown.body.kith as { nudged?: boolean } | undefined)?.nudged === true
}

// The words and the status of whatever was thrown.
export function problemOf(thrown: unknown): { status: number; message: string } {
  if (thrown instanceof Refusal) return { status: thrown.status, message: thrown.message }
  if (thrown instanceof Error && 'statusCode' in thrown)
    return { status: Number(thrown.statusCode), message: thrown.message }
  return { status: 0, message: '' }
}
