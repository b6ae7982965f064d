"""The schedule of a conference: the draft is free to arrange, a release is hard.

An overview is in `layout` (what stands where, in the draft or in a release), `clashes` (what cannot be),
`changes` (what differs between two layouts), `arranging` (deeds on the draft) and `releasing` (deeds that publish).
"""
