// A Program always stands for a checked Policy: nobody but Emit constructs one.
// error: Program.* is private
#include "compiler/emit.h"

using keyward::compiler::Program;

size_t CountStatements(const Program& program) { return program.statements().size(); }

#ifdef FORBIDDEN
Program Make() { return Program(); }
#endif
