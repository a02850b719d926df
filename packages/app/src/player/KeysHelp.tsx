import { Group, Kbd, Modal, Table, Text } from '@mantine/core'
import { player as playerWords } from '../text/player.ts'

const words = playerWords

/** Which keys there are. */
export function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={words.keys} closeButtonProps={{ 'aria-label': words.closeHelp }}>
      <Text size="sm" mb="sm">
        {words.keysBody}
      </Text>
      <Table withRowBorders={false}>
        <Table.Tbody>
          {words.keyMeanings.map(([keys, meaning]) => (
            <Table.Tr key={meaning}>
              <Table.Td w={110}>
                <Group gap={6}>
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>{meaning}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
