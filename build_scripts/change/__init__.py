"""The change report (数据变更单): what readers would see differently if one state of the records replaced another."""
