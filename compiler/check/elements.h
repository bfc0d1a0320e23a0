// The checks of a policy's elements, one .cpp file each, from the outside in.
//
// Flow      Check --CheckDocument--> … --> Inspection (findings) and PolicyBuilder (elements)
// Promise   each checks one element wholly and fills what Policy keeps of it; a node that is
//           kNoNode means that the member is absent.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/check/inspection.h"
#include "compiler/check/policy_builder.h"
#include "compiler/policy.h"

namespace keyward::compiler {

// CheckDocument checks the whole tree (R1.2).
void CheckDocument(Inspection& in, PolicyBuilder& builder);

// CheckVersion reads Version and sets the inspection's (R1.4).
void CheckVersion(Inspection& in, NodeId version, PolicyBuilder& builder);

// CheckId reads Id (R1.5).
void CheckId(Inspection& in, NodeId id, PolicyBuilder& builder);

// CheckStatements reads Statement, one or a list (R1.6), and compares the Sids (R1.8).
void CheckStatements(Inspection& in, NodeId statement, PolicyBuilder& builder);

// CheckSize compares the document with the kind's size limit (R1.20).
void CheckSize(Inspection& in);

// CheckSid reads one Sid's characters; CheckUniqueSids compares them all (R1.8).
void CheckSid(Inspection& in, NodeId sid, Statement& statement);
void CheckUniqueSids(Inspection& in, const std::vector<Statement>& statements);

// CheckEffect reads Effect (R1.10).
void CheckEffect(Inspection& in, NodeId effect, Statement& statement);

// CheckPrincipal reads Principal or NotPrincipal (R1.12, R1.13).
void CheckPrincipal(Inspection& in, NodeId principal, NodeId not_principal, Statement& statement);

// CheckPrincipalValue checks one string of the principal map (R1.13).
void CheckPrincipalValue(Inspection& in, NodeId value, PrincipalType type);

// CheckAction reads Action or NotAction (R1.7, R1.14).
void CheckAction(Inspection& in, NodeId action, NodeId not_action, Statement& statement);

// CheckResource reads Resource or NotResource (R1.7, R1.12, R1.15); CheckArn checks one of them.
void CheckResource(Inspection& in, NodeId resource, NodeId not_resource, Statement& statement);
void CheckArn(Inspection& in, NodeId value);

// CheckCondition reads Condition (R1.16, R1.17).
void CheckCondition(Inspection& in, NodeId condition, Statement& statement);

// CheckConditionValues checks the values of one test against its operator's form (R3.14-R3.20).
// `list` is the member's value, `values` the scalars in it.
void CheckConditionValues(Inspection& in, const ConditionTest& test, NodeId list,
                          const std::vector<NodeId>& values);

// What the kinds of documents ask beyond that.
void CheckScpStatement(Inspection& in, const Statement& statement);    // R1.21
void CheckRcpStatement(Inspection& in, const Statement& statement);    // R1.22
void CheckTrustStatement(Inspection& in, const Statement& statement);  // R1.12
void CheckKeyPolicyTest(Inspection& in, const ConditionTest& test);    // K1.33
void CheckVpcEndpointTest(Inspection& in, const ConditionTest& test,
                          const std::vector<NodeId>& values);  // R1.23

// Choose takes an element or its Not- twin, whichever is there, and reports both together (R1.11).
struct TwinNames {
  std::string_view positive;
  std::string_view negative;
};
NodeId Choose(Inspection& in, NodeId positive, NodeId negative, TwinNames names);

// ReadList reads a string or a list of strings into `list`, its nodes into `nodes`.
void ReadList(Inspection& in, NodeId node, std::string_view name, ListElement& list,
              std::vector<NodeId>& nodes);

// VariablePlace: what becomes of a policy variable where it stands.
enum class VariablePlace : uint8_t {
  kReplaced,     // Resource's last part, String and Arn operators
  kDoubtful,     // Bool: AWS's own pages disagree (R3.46)
  kNotElement,   // Action, Principal, condition keys, an ARN's first five parts
  kNotOperator,  // Numeric, Date, Binary, IpAddress, Null
};

// CheckVariables reports the variables of string `node` that are malformed or out of place
// (R3.40-R3.48) in bytes [begin, end) of the decoded string. True when there is a variable, so that
// the text's form is known only when it is replaced.
bool CheckVariables(Inspection& in, NodeId node, VariablePlace place, size_t begin, size_t end);

}  // namespace keyward::compiler
