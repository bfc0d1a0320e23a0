// PolicyDocument: policy text as strict JSON (RFC 8259; R1.1, R1.3).
//
// The rules accept JSON and nothing else; duplicate members are kept for Check to refuse. The lexer
// also has a token for every common mistake, and one for anything else, so that it never fails:
// the parser stops at the first of them, and the syntax errors are then told from the tokens.
// Symbols are the bytes of the text, so that token indexes are byte offsets; ByteStream shows every
// byte above 0x7F as U+007F, since the rules treat them alike.
grammar PolicyDocument;

document : value EOF ;

value
  : object
  | array
  | scalar=(STRING | NUMBER | TRUE | FALSE | NULL_)
  ;

object : OPEN_OBJECT (member (COMMA member)*)? CLOSE_OBJECT ;

member : name=STRING COLON value ;

array : OPEN_ARRAY (value (COMMA value)*)? CLOSE_ARRAY ;

OPEN_OBJECT : '{' ;
CLOSE_OBJECT : '}' ;
OPEN_ARRAY : '[' ;
CLOSE_ARRAY : ']' ;
COMMA : ',' ;
COLON : ':' ;
TRUE : 'true' ;
FALSE : 'false' ;
NULL_ : 'null' ;

STRING : '"' (~["\\\u0000-\u001F] | ESCAPE)* '"' ;

NUMBER : '-'? ('0' | [1-9] DIGIT*) ('.' DIGIT+)? ([eE] [+-]? DIGIT+)? ;

SPACE : [ \t\r\n]+ -> skip ;

// The mistakes. A string with a bad escape or a raw control character, a string without its end,
// text in single quotes, comments, words, and what begins like a number.
BAD_STRING : '"' (~["\\\r\n] | '\\' ~[\r\n])* '"' ;
UNCLOSED_STRING : '"' (~["\\\r\n] | '\\' ~[\r\n])* '\\'? ;
SINGLE_QUOTED : '\'' (~['\\\r\n] | '\\' ~[\r\n])* '\'' ;
// As good as unclosed; one token, so that quotes and backslashes cannot make the lexer quadratic.
UNCLOSED_QUOTE : '\'' (~['\\\r\n] | '\\' ~[\r\n])* '\\'? -> type(UNCLOSED_STRING) ;
COMMENT : '//' ~[\r\n]* | '#' ~[\r\n]* | '/*' (~'*' | '*'+ ~[*/])* '*'+ '/' ;
UNCLOSED_COMMENT : '/*' (~'*' | '*'+ ~[*/])* '*'* ;
WORD : [A-Za-z_$] [A-Za-z0-9_$.-]* ;
BAD_NUMBER : [+.-]? DIGIT [A-Za-z0-9_.+-]* ;
OTHER : . ;

fragment DIGIT : [0-9] ;
fragment HEX : [0-9a-fA-F] ;
fragment ESCAPE : '\\' (["\\/bfnrt] | 'u' (BASIC | HIGH '\\u' LOW)) ;
fragment BASIC : ([0-9a-cA-CefEF] HEX | [dD] [0-7]) HEX HEX ;
fragment HIGH : [dD] [89abAB] HEX HEX ;
fragment LOW : [dD] [c-fC-F] HEX HEX ;
