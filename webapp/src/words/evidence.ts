// Why words count as a sign of a pitch, an ask, a question. The server says it in English.
import { language } from '.'

let evidence: Record<string, string> = {}
export async function loadEvidence(): Promise<void> {
  if (language === 'de') ({ evidence } = await import('./de/evidence'))
}

// "asks for a follow"; in English until they are loaded.
export function whyText(why: string): string {
  return evidence[why] ?? why
}
