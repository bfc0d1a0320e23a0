// PolicyString: what stands inside a policy's strings (R1.14, R2.10, R3.40-R3.48).
//
// `pieces` is the form of resources and condition values: wildcards, variables and escapes, with
// everything else literal. `action` and `arn` are the forms of R1.14 and R2.10; the product splits
// those by hand, and tests hold the split against these rules.
grammar PolicyString;

pieces : piece* EOF ;

piece
  : literal
  | ANY_RUN
  | ANY_ONE
  | ESCAPE
  | VARIABLE
  | MALFORMED
  ;

literal : (VENDOR | TEXT | COLON | OPEN)+ ;

action : (ANY_RUN | (ANY_RUN | VENDOR) COLON part) EOF ;

arn : part (COLON part)* EOF ;

part : (~COLON)* ;

ANY_RUN : '*' ;
ANY_ONE : '?' ;
COLON : ':' ;

// R3.42, R3.43, R3.48. The longest match decides, so that a `}` inside a default's quotes belongs
// to the default; at equal length the first rule does.
ESCAPE : '${' [*?$] '}' ;
VARIABLE : '${' ~[ \t\r\n,'{}$]+ (', \'' ~[']* '\'')? '}' ;
MALFORMED : '${' ~[}]* '}' ;
OPEN : '${' ;

VENDOR : [A-Za-z0-9.-]+ ;
TEXT : ~[A-Za-z0-9.\-*?:$]+ | '$' ;
