import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { meaningOfKey, type PlayerCommand } from './meaningOfKey.ts'
import { type Player, usePlayer } from './Player.ts'

/** A share of the sound: samples are too short to go by seconds. */
const SEEK_STEP = 0.1
const SEARCH_FIELD = 'main input[type=search]'

/** The keys of the player, wherever nobody is writing. */
export function usePlayerKeys(onHelp: () => void): void {
  const player = usePlayer()
  const router = useRouter()
  const latest = useRef({ player, onHelp })
  useEffect(() => {
    latest.current = { player, onHelp }
  })

  useEffect(() => {
    const focusSearch = async () => {
      if (!document.querySelector(SEARCH_FIELD)) await router.navigate({ to: '/' })
      const field = document.querySelector<HTMLInputElement>(SEARCH_FIELD)
      field?.focus()
      field?.select()
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const command = meaningOfKey(event)
      if (!command) return
      const { player, onHelp } = latest.current
      if (command === 'search') void focusSearch()
      else if (command === 'help') onHelp()
      else if (!perform(player, command, event.timeStamp)) return
      event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [router])
}

/** Whether there was anything to do: else a key keeps its own meaning, such as scrolling. */
function perform(player: Player, command: Exclude<PlayerCommand, 'search' | 'help'>, since: number): boolean {
  if (!player.current && player.queue.length === 0) return false
  switch (command) {
    case 'toggle':
      player.toggle()
      return true
    case 'next':
      player.next(since)
      return true
    case 'previous':
      player.previous(since)
      return true
    case 'loop':
      player.setLooping(!player.looping)
      return true
    case 'back':
    case 'forward':
      return seekBy(player, command === 'back' ? -SEEK_STEP : SEEK_STEP)
  }
}

function seekBy(player: Player, by: number): boolean {
  if (!player.current) return false
  let share = 0
  player.onProgress((now) => (share = now))() // is told at once
  player.seek(share + by)
  return true
}
