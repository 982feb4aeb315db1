# Every word of the window that is not a command's. Words of commands stand in the tables of commands.

status-marks = { $count ->
    [one] 1 mark
   *[other] { $count } marks
}
