// What is written in a statement's Action, Principal and Resource, beside what was asked.
#pragma once

#include <string>

#include "compiler/program.h"
#include "evaluator/request.h"

namespace keyward::evaluator {

// NamesInText: the action element names the action, whether or not the statement can have effect.
bool NamesInText(const compiler::Program& program, const compiler::StatementCode& code,
                 const Request& request);

// ActionWords says why the statement does not name the action.
std::string ActionWords(const compiler::Program& program, const compiler::StatementCode& code,
                        const Request& request);

// PrincipalWords says whom the statement names instead of the caller.
std::string PrincipalWords(const compiler::Program& program, const compiler::StatementCode& code,
                           const Principal& principal);

// ResourceWords says which resources the statement names instead of the one asked for, and in which
// part of the ARN they differ.
std::string ResourceWords(const compiler::Program& program, const compiler::StatementCode& code,
                          const Resource& resource);

}  // namespace keyward::evaluator
