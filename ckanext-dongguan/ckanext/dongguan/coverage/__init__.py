"""How far each department has come: what it catalogued, attached, opened and keeps current.

The room computes four rates from the numbers of the directory and the lists that
departments have declared, and shows the rule and the numbers behind each. What is counted,
and for whom, is openness' matter.
"""
