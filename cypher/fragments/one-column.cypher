// What a statement ends with instead of its last RETURN's columns: all of them in a list, behind a row of nothing.
WITH [{{columns}}] AS row UNWIND [null, row] AS found RETURN found
