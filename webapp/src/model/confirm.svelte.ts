// One question at a time, before something that cannot be taken back.
interface Question {
  title: string
  text?: string
  yes: string
  danger?: boolean
}

let asked = $state.raw<Question | null>(null)
let settle: ((yes: boolean) => void) | null = null

export const question = {
  get asked(): Question | null {
    return asked
  },
}

export function sure(one: Question): Promise<boolean> {
  settle?.(false)
  asked = one
  return new Promise((resolve) => (settle = resolve))
}

export function answer(yes: boolean): void {
  asked = null
  settle?.(yes)
  settle = null
}
